package because.models.store;

import because.core.BadInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write a model folder: one holder at a time, on this machine. It is a lock on an empty hidden file beside the folder. The operating system
 * frees it when its process ends, however it ends; the file stays, for a file that is deleted while others wait for it locks nobody out.
 */
final class FolderLock implements AutoCloseable {
    /** A process loses its lock when it closes any channel on the file, so a second one must never be opened: what this process holds is kept here. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param file the lock's file, absolute, in a folder that is there
     * @param folder the folder that is protected, for the message
     */
    static FolderLock acquire(Path file, Path folder) throws IOException {
        if (!HELD.add(file)) {
            throw held(folder);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(file, channel);
            }
            channel.close();
        } catch (IOException | RuntimeException failed) {
            HELD.remove(file);
            throw failed;
        }
        HELD.remove(file);
        throw held(folder);
    }

    private static BadInput held(Path folder) {
        return new BadInput("another training is under way into " + folder
                + ".\nMaybe wait until it is done, or name another folder.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
