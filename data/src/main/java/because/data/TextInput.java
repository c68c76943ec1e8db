package because.data;

import because.core.BadInput;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The bytes of a text file as UTF-8: unpacked if it is gzipped, without a byte order mark, translated if it is in another encoding. */
final class TextInput implements AutoCloseable {
    private final String name;
    private final Counting file;
    private final InputStream text;
    private final byte @Nullable [][] utf8; // of each byte, if the file is in another encoding
    private byte[] pending = new byte[0];
    private int pendingFrom;

    private TextInput(String name, Counting file, InputStream text, byte @Nullable [][] utf8) {
        this.name = name;
        this.file = file;
        this.text = text;
        this.utf8 = utf8;
    }

    /**
     * Opens a file.
     *
     * @param path where it is
     * @param name what to call it in errors
     * @param charset the encoding that it is said to be in
     * @return the input
     * @throws BadInput if it cannot be opened, is empty or is in UTF-16
     */
    static TextInput open(Path path, String name, Charset charset) {
        requireFile(path, name);
        InputStream opened = null;
        try {
            opened = Files.newInputStream(path);
            Counting file = new Counting(opened);
            byte[] start = file.readNBytes(4);
            if (start.length == 0) {
                throw new BadInput("file '" + name + "' is empty.\nMaybe the export that wrote it did not finish.");
            }
            InputStream all = new Prefixed(start, file);
            if (start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
                InputStream unpacked = new GZIPInputStream(all, 1 << 16);
                start = unpacked.readNBytes(4);
                if (start.length == 0) {
                    throw new BadInput("file '" + name + "' holds nothing but an empty gzip stream.");
                }
                all = new Prefixed(start, unpacked);
            }
            if (begins(start, 0xff, 0xfe) || begins(start, 0xfe, 0xff)) {
                throw BadInput.of(
                        "the encoding of '" + name + "'",
                        "UTF-16",
                        "UTF-8, or what 'encoding' in the mapping says",
                        "Maybe convert it first: iconv -f utf-16 -t utf-8");
            }
            if (begins(start, 0xef, 0xbb, 0xbf)) {
                all.skipNBytes(3);
            }
            return new TextInput(name, file, all, charset.equals(StandardCharsets.UTF_8) ? null : translation(charset));
        } catch (IOException e) {
            closeQuietly(opened);
            throw unreadable(name, e);
        } catch (BadInput e) {
            closeQuietly(opened);
            throw e;
        }
    }

    private static void closeQuietly(@Nullable InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException ignored) {
            // The file was only read, and the error that brought us here says more.
        }
    }

    private static boolean begins(byte[] start, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] translation(Charset charset) {
        byte[][] utf8 = new byte[256][];
        for (int b = 0; b < 256; b++) {
            utf8[b] = new String(new byte[] {(byte) b}, charset).getBytes(StandardCharsets.UTF_8);
        }
        return utf8;
    }

    /**
     * @param path where a file should be
     * @param name what to call it in errors
     * @throws BadInput if there is none
     */
    static void requireFile(Path path, String name) {
        if (Files.isDirectory(path)) {
            throw new BadInput("file '" + name + "' is a folder.\nMaybe name a file in it.");
        }
        if (!Files.exists(path)) {
            throw new BadInput(
                    "file '" + name + "' is not there: " + path.toAbsolutePath().normalize()
                            + ".\nMaybe the name is misspelt, or is relative to another folder.");
        }
    }

    /** What to tell the user when a file cannot be read to its end. */
    static BadInput unreadable(String name, IOException e) {
        String what = switch (e) {
            case EOFException _ ->
                "is cut off: its gzip stream ends too early. Nothing of it is used.\nMaybe copy it again.";
            case ZipException _ ->
                "is damaged: its gzip stream cannot be unpacked (" + e.getMessage() + ").\nMaybe copy it again.";
            case AccessDeniedException _ -> "may not be read.\nMaybe ask its owner for the right to.";
            case NoSuchFileException _ -> "is not there.\nMaybe the name is misspelt.";
            default -> "cannot be read: " + e.getMessage() + ".";
        };
        return new BadInput("file '" + name + "' " + what, e);
    }

    /**
     * Reads some bytes.
     *
     * @param into where to
     * @param from the first place
     * @param to after the last place
     * @return how many were read, 1 or more; −1 at the end of the file
     */
    int read(byte[] into, int from, int to) {
        try {
            if (utf8 == null) {
                return text.read(into, from, to - from);
            }
            if (pendingFrom == pending.length && !translateMore()) {
                return -1;
            }
            int count = Math.min(to - from, pending.length - pendingFrom);
            System.arraycopy(pending, pendingFrom, into, from, count);
            pendingFrom += count;
            return count;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private boolean translateMore() throws IOException {
        byte[] block = new byte[1 << 16];
        int count = text.read(block, 0, block.length);
        if (count < 0 || utf8 == null) {
            return false;
        }
        byte[] translated = new byte[3 * count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            for (byte b : utf8[block[i] & 0xff]) {
                translated[size++] = b;
            }
        }
        pending = Arrays.copyOf(translated, size);
        pendingFrom = 0;
        return true;
    }

    /** @return how many bytes of the file are read, packed as they are */
    long done() {
        return file.count;
    }

    @Override
    public void close() {
        closeQuietly(text);
    }

    /** Counts what is read from a file. */
    private static final class Counting extends FilterInputStream {
        private long count;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** A stream whose first bytes were read already, to see what it is. */
    private static final class Prefixed extends FilterInputStream {
        private final byte[] start;
        private int at;

        private Prefixed(byte[] start, InputStream rest) {
            super(rest);
            this.start = start;
        }

        @Override
        public int read() throws IOException {
            return at < start.length ? start[at++] & 0xff : super.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at == start.length) {
                return super.read(into, from, length);
            }
            int count = Math.min(length, start.length - at);
            System.arraycopy(start, at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public long skip(long n) throws IOException {
            int count = (int) Math.min(n, start.length - at);
            at += count;
            return count > 0 || n <= 0 ? count : super.skip(n);
        }

        @Override
        public int available() throws IOException {
            return start.length - at + super.available();
        }
    }
}
