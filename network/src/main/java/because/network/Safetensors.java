package because.network;

import because.core.BadInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named tensors in the safetensors format: eight bytes with the length of the header, little-endian; the header, a JSON object that gives each tensor's type,
 * shape and place; the numbers, little-endian, without holes. Numbers are read and written in pieces, so a file may be larger than 2 GiB.
 *
 * @param tensors the tensors by name; after reading, in the order of the file
 * @param metadata free text by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    /** The format's own limit on the header. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int PIECE = 1 << 20;
    private static final Map<String, Tensor.Type> TYPES = new TreeMap<>(Map.of(
            "F32",
            Tensor.Type.FLOAT32,
            "F64",
            Tensor.Type.FLOAT64,
            "I32",
            Tensor.Type.INT32,
            "I64",
            Tensor.Type.INT64));
    /** The order of the reference implementation: wide types come first, so every number is aligned to its width. */
    private static final List<Tensor.Type> WRITTEN_FIRST =
            List.of(Tensor.Type.INT64, Tensor.Type.FLOAT64, Tensor.Type.FLOAT32, Tensor.Type.INT32);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Copies the maps and keeps their order. */
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its tensors and metadata
     * @throws BadInput if the file is not in the format, is cut off, or holds types other than F32, F64, I32 and I64
     * @throws IOException if the file is not there or cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = Channels.newInputStream(channel)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw damaged(file, "it has " + size + " bytes, too few for a header");
            }
            long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
                throw damaged(
                        file,
                        "it claims a header of " + Long.toUnsignedString(length) + " bytes, and the file has " + size);
            }
            ObjectNode header = header(file, in.readNBytes((int) length));
            Map<String, String> metadata = metadata(file, header);
            List<Entry> entries = entries(file, header, size - Long.BYTES - length);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Entry entry : entries) {
                tensors.put(entry.name, values(in, entry));
            }
            return new Safetensors(tensors, metadata);
        } catch (EOFException cutOff) {
            throw new BadInput(message(file, "it ended while it was being read"), cutOff);
        }
    }

    /**
     * Writes a file, replacing one that is there.
     *
     * @param file the file
     * @param tensors the tensors by name
     * @param metadata free text by name
     * @throws IOException if it cannot be written; a part may then be there
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            new Safetensors(tensors, metadata).write(out);
        }
    }

    /**
     * Writes the format. Equal tensors and metadata give equal bytes, whatever the order of the maps.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void write(OutputStream out) throws IOException {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparingInt((Map.Entry<String, Tensor> e) ->
                        WRITTEN_FIRST.indexOf(e.getValue().type()))
                .thenComparing(Map.Entry::getKey));
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : order) {
            if (entry.getKey().equals(METADATA)) {
                throw BadInput.of("the name of a tensor", METADATA, "any other name", "");
            }
            Tensor tensor = entry.getValue();
            ObjectNode about = header.putObject(entry.getKey());
            about.put("dtype", label(tensor.type()));
            ArrayNode shape = about.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            long end = offset + (long) tensor.size() * tensor.type().bytes();
            about.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, 8) * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        if (padded.length > LONGEST_HEADER) {
            throw BadInput.of("the length of a safetensors header", padded.length, "at most " + LONGEST_HEADER, "");
        }
        byte[] bytes = new byte[PIECE];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length);
        out.write(bytes, 0, Long.BYTES);
        out.write(padded);
        for (Map.Entry<String, Tensor> entry : order) {
            write(out, entry.getValue(), bytes);
        }
    }

    private static void write(OutputStream out, Tensor tensor, byte[] bytes) throws IOException {
        int width = tensor.type().bytes();
        int step = PIECE / width;
        ByteBuffer piece = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < tensor.size(); from += step) {
            int count = Math.min(step, tensor.size() - from);
            switch (tensor.type()) {
                case FLOAT32 -> piece.asFloatBuffer().put(tensor.floats(), from, count);
                case FLOAT64 -> piece.asDoubleBuffer().put(tensor.doubles(), from, count);
                case INT32 -> piece.asIntBuffer().put(tensor.ints(), from, count);
                case INT64 -> piece.asLongBuffer().put(tensor.longs(), from, count);
            }
            out.write(bytes, 0, count * width);
        }
    }

    private static Tensor values(InputStream in, Entry entry) throws IOException {
        int size = entry.size;
        return switch (entry.type) {
            case FLOAT32 -> {
                float[] values = new float[size];
                pieces(in, entry, (piece, from, count) -> piece.asFloatBuffer().get(values, from, count));
                yield Tensor.of(values, entry.dimensions());
            }
            case FLOAT64 -> {
                double[] values = new double[size];
                pieces(in, entry, (piece, from, count) -> piece.asDoubleBuffer().get(values, from, count));
                yield Tensor.of(values, entry.dimensions());
            }
            case INT32 -> {
                int[] values = new int[size];
                pieces(in, entry, (piece, from, count) -> piece.asIntBuffer().get(values, from, count));
                yield Tensor.of(values, entry.dimensions());
            }
            case INT64 -> {
                long[] values = new long[size];
                pieces(in, entry, (piece, from, count) -> piece.asLongBuffer().get(values, from, count));
                yield Tensor.of(values, entry.dimensions());
            }
        };
    }

    private interface Piece {
        void take(ByteBuffer piece, int from, int count);
    }

    private static void pieces(InputStream in, Entry entry, Piece taker) throws IOException {
        int width = entry.type.bytes();
        int step = PIECE / width;
        byte[] bytes = new byte[(int) Math.min(PIECE, (long) entry.size * width)];
        ByteBuffer piece = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < entry.size; from += step) {
            int count = Math.min(step, entry.size - from);
            if (in.readNBytes(bytes, 0, count * width) < count * width) {
                throw new EOFException();
            }
            taker.take(piece, from, count);
        }
    }

    /** Where a tensor lies in the file, once everything that the header says of it has been checked. */
    private record Entry(String name, Tensor.Type type, List<Integer> shape, int size, long begin, long end) {
        int[] dimensions() {
            return shape.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static ObjectNode header(Path file, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("{") && JSON.readTree(text) instanceof ObjectNode header) {
                return header;
            }
            throw damaged(file, "its header is not a JSON object");
        } catch (CharacterCodingException | JacksonException notJson) {
            throw new BadInput(message(file, "its header is not a JSON object"), notJson);
        }
    }

    private static Map<String, String> metadata(Path file, ObjectNode header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode texts = header.remove(METADATA);
        if (texts != null) {
            if (!texts.isObject()) {
                throw damaged(file, METADATA + " is not a JSON object");
            }
            for (Map.Entry<String, JsonNode> entry : texts.properties()) {
                if (!entry.getValue().isString()) {
                    throw damaged(file, METADATA + " holds something other than text");
                }
                metadata.put(entry.getKey(), entry.getValue().stringValue());
            }
        }
        return metadata;
    }

    private static List<Entry> entries(Path file, ObjectNode header, long bytes) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            entries.add(entry(file, entry.getKey(), entry.getValue()));
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin != end) {
                throw damaged(file, "tensor '" + entry.name + "' begins at byte " + entry.begin + " instead of " + end);
            }
            end = entry.end;
        }
        if (end != bytes) {
            throw damaged(file, "its tensors take " + end + " bytes, and " + bytes + " follow the header");
        }
        return entries;
    }

    private static Entry entry(Path file, String name, JsonNode about) {
        String of = "tensor '" + name + "' ";
        Tensor.Type type = TYPES.get(about.path("dtype").asString(""));
        if (type == null) {
            throw damaged(
                    file, of + "has dtype " + about.path("dtype") + "; allowed: " + String.join(", ", TYPES.keySet()));
        }
        long[] shape = longs(file, of, about.path("shape"), Integer.MAX_VALUE);
        long[] place = longs(file, of, about.path("data_offsets"), Long.MAX_VALUE);
        if (place.length != 2 || place[0] > place[1]) {
            throw damaged(file, of + "has data_offsets " + about.path("data_offsets"));
        }
        long size = 1;
        for (long dimension : shape) {
            size *= dimension; // both factors fit in 31 bits
            if (size > Integer.MAX_VALUE) {
                throw damaged(file, of + "has more than " + Integer.MAX_VALUE + " numbers");
            }
        }
        if (place[1] - place[0] != size * type.bytes()) {
            throw damaged(
                    file,
                    of + "takes " + (place[1] - place[0]) + " bytes, but its shape asks for " + size * type.bytes());
        }
        List<Integer> dimensions =
                Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
        return new Entry(name, type, dimensions, (int) size, place[0], place[1]);
    }

    private static long[] longs(Path file, String of, JsonNode array, long largest) {
        if (!array.isArray()) {
            throw damaged(file, of + "lacks its shape or its data_offsets");
        }
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = array.get(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                throw damaged(file, of + "has a shape or data_offsets that are not whole numbers");
            }
            numbers[i] = number.longValue();
            if (numbers[i] < 0 || numbers[i] > largest) {
                throw damaged(file, of + "has " + numbers[i] + " in its shape or data_offsets");
            }
        }
        return numbers;
    }

    private static String label(Tensor.Type type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case INT32 -> "I32";
            case INT64 -> "I64";
        };
    }

    private static BadInput damaged(Path file, String why) {
        return new BadInput(message(file, why));
    }

    private static String message(Path file, String why) {
        return file + " is not a readable safetensors file: " + why
                + ".\nMaybe it is damaged or was not copied completely.";
    }
}
