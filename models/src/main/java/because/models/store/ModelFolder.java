package because.models.store;

import because.core.BadInput;
import because.network.Safetensors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that a model is to be written into, reserved against others until it is closed. A model folder holds {@code model.json} (format, provenance,
 * metrics, the other files and their sizes), {@code items.jsonl} (an item a line), {@code weights.safetensors}, the model's own further texts, and
 * {@code checksums.sha256}, which {@code sha256sum -c} understands.
 *
 * <p>A model is written beside the folder first and then moved there, so the folder holds the whole old model or the whole new one, whatever happens.
 */
public final class ModelFolder implements AutoCloseable {
    static final String MODEL = "model.json";
    static final String ITEMS = "items.jsonl";
    static final String WEIGHTS = "weights.safetensors";
    static final String CHECKSUMS = "checksums.sha256";
    /** How often a reader begins anew because the folder was replaced while it read. */
    private static final int READINGS = 5;

    /** Opens a file for writing; tests put a full disk here. */
    interface Disk {
        FileChannel create(Path file) throws IOException;
    }

    private final Path shown;
    private final Path folder;
    private final boolean replace;
    private final FolderLock lock;
    private final Disk disk;

    private ModelFolder(Path shown, Path folder, boolean replace, FolderLock lock, Disk disk) {
        this.shown = shown;
        this.folder = folder;
        this.replace = replace;
        this.lock = lock;
        this.disk = disk;
    }

    /**
     * Reserves a folder, before a long training into it begins. Its parents are made if they are not there; the folder itself is not made yet.
     *
     * @param folder where the model is to be
     * @param replace whether a model that is there may be replaced
     * @return the reservation, to be closed
     * @throws BadInput if another holds it, if a model is there and must not be replaced, or if something is there that is not a model
     * @throws UncheckedIOException if the place cannot be written to
     */
    public static ModelFolder reserve(Path folder, boolean replace) {
        return reserve(
                folder,
                replace,
                file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    static ModelFolder reserve(Path shown, boolean replace, Disk disk) {
        try {
            Path folder = Files.exists(shown)
                    ? shown.toRealPath()
                    : shown.toAbsolutePath().normalize();
            Path parent = folder.getParent();
            if (parent == null) {
                throw BadInput.of("the model folder", shown, "a folder below another", "");
            }
            Files.createDirectories(parent);
            FolderLock lock =
                    FolderLock.acquire(parent.toRealPath().resolve("." + folder.getFileName() + ".lock"), shown);
            try {
                ModelFolder reserved = new ModelFolder(shown, folder, replace, lock, disk);
                reserved.recover();
                reserved.checkTarget();
                return reserved;
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write into " + shown + ": " + reason(failed) + ".", failed);
        }
    }

    /**
     * Reserves a folder, writes a model into it and lets go of it.
     *
     * @param folder where the model is to be
     * @param model the model
     * @param replace whether a model that is there may be replaced
     * @throws BadInput as {@link #reserve} does
     * @throws UncheckedIOException if it cannot be written; what was there before is then as it was
     */
    public static void write(Path folder, StoredModel model, boolean replace) {
        try (ModelFolder reserved = reserve(folder, replace)) {
            reserved.write(model);
        }
    }

    /**
     * Reads a model. If the folder is replaced meanwhile, the old or the new model is read, never a mixture.
     *
     * @param folder a model folder
     * @return the model
     * @throws BadInput if it is no model folder, is damaged, or is of a newer version; says which file and why
     * @throws UncheckedIOException if it cannot be read
     */
    public static StoredModel read(Path folder) {
        for (int reading = 1; reading <= READINGS; reading++) {
            Path present = present(folder);
            Object before = identity(present);
            try {
                StoredModel model = new ModelReader(folder, present).read();
                if (before.equals(identity(present(folder)))) {
                    return model;
                }
            } catch (BadInput | UncheckedIOException failed) {
                if (before.equals(identity(present(folder)))) {
                    throw failed;
                }
            }
        }
        throw new BadInput(
                folder + " was replaced each of " + READINGS + " times that it was read.\nMaybe try again later.");
    }

    /** Where the model is: in its folder or, while or after a replacing that was cut short, beside it. */
    private static Path present(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path previous = beside(absolute, "previous");
        return !Files.exists(absolute) && Files.isDirectory(previous) ? previous : absolute;
    }

    /** Differs between a folder and the one that takes its place: numbers of files are used again, but not at the same time. */
    private static Object identity(Path folder) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            return folder + " " + attributes.fileKey() + " " + attributes.lastModifiedTime();
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static Path beside(Path folder, String what) {
        return folder.resolveSibling("." + folder.getFileName() + "." + what);
    }

    /**
     * Writes a model; the last thing that happens is that it appears in the folder.
     *
     * @param model the model
     * @throws UncheckedIOException if it cannot be written; what was there before is then as it was
     */
    public void write(StoredModel model) {
        Path saving = beside(folder, "saving");
        try {
            checkTarget();
            Files.createDirectory(saving);
            writeFiles(saving, model);
            force(saving);
            moveIntoPlace(saving);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "could not save the model to " + shown + ": " + reason(failed)
                            + ". Nothing was changed.\nMaybe make room on the disk or name another folder.",
                    failed);
        } finally {
            deleteQuietly(saving);
        }
    }

    private void writeFiles(Path saving, StoredModel model) throws IOException {
        Map<String, Content> contents = new LinkedHashMap<>();
        contents.put(ITEMS, out -> ItemJson.write(model.catalog(), out));
        contents.put(WEIGHTS, out -> new Safetensors(model.weights(), Map.of()).write(out));
        model.texts().forEach((name, text) -> {
            ModelJson.checkFileName(name);
            contents.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        });
        StringBuilder checksums = new StringBuilder();
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Map.Entry<String, Content> entry : contents.entrySet()) {
            sizes.put(entry.getKey(), writeFile(saving.resolve(entry.getKey()), entry.getValue(), checksums));
        }
        byte[] description = ModelJson.write(model.provenance(), model.metrics(), sizes);
        writeFile(saving.resolve(MODEL), out -> out.write(description), checksums);
        byte[] sums = checksums.toString().getBytes(StandardCharsets.UTF_8);
        writeFile(saving.resolve(CHECKSUMS), out -> out.write(sums), new StringBuilder());
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file through to the disk, adds its line to the checksums and returns its size. */
    private long writeFile(Path file, Content content, StringBuilder checksums) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (FileChannel channel = disk.create(file)) {
            OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
            content.write(out);
            out.flush();
            channel.force(true);
            checksums
                    .append(HexFormat.of().formatHex(digest.digest()))
                    .append("  ")
                    .append(file.getFileName())
                    .append('\n');
            return channel.position();
        }
    }

    private void moveIntoPlace(Path saving) throws IOException {
        Path previous = beside(folder, "previous");
        boolean replaced = Files.exists(folder);
        if (replaced) {
            Files.move(folder, previous, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(saving, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            if (replaced) {
                Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            throw failed;
        }
        force(Objects.requireNonNull(folder.getParent()));
        deleteQuietly(previous);
    }

    /** Takes up what a killed process left: an unfinished model goes, a model that had been moved aside comes back. */
    private void recover() throws IOException {
        Path previous = beside(folder, "previous");
        if (Files.isDirectory(previous)) {
            if (Files.exists(folder)) {
                deleteQuietly(previous);
            } else {
                Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        deleteQuietly(beside(folder, "saving"));
    }

    /** Nothing but a model is ever replaced, and nothing that somebody else put into its folder is lost. */
    private void checkTarget() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw BadInput.of("the model folder", shown, "a new folder or one that holds a model", "");
        }
        Set<String> there = names(folder);
        if (there.isEmpty()) {
            return;
        }
        if (!there.contains(MODEL)) {
            throw BadInput.of(
                    "the model folder",
                    shown,
                    "a new folder, an empty one, or one that holds a model",
                    "Maybe name a new folder below it: it holds files of another kind.");
        }
        if (!replace) {
            throw new BadInput(shown + " already holds a model.\nMaybe allow to replace it, or name another folder.");
        }
        there.removeAll(ModelReader.files(shown, folder));
        if (!there.isEmpty()) {
            throw new BadInput(shown + " holds files that are not part of the model and would be lost: "
                    + there.stream().sorted().limit(5).collect(Collectors.joining(", "))
                    + ".\nMaybe move them away first.");
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Makes a rename outlast a power failure, where the system lets folders be forced. */
    private static void force(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Deletes a folder of files; what cannot be deleted stays and is tried again at the next reservation. */
    private static void deleteQuietly(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            List<String> names = List.copyOf(names(folder));
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException busy) {
            // The next reservation tries again; a reader that has a file open must not make this saving fail.
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failure instanceof FileSystemException at ? at.getReason() : failure.getMessage();
        return reason == null ? failure.toString() : reason;
    }

    /** Lets others write into the folder. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot let go of " + shown + ": " + reason(failed) + ".", failed);
        }
    }
}
