package because.models.text;

import because.core.BadInput;
import because.network.Tensor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says of its network: the steps, and the numbers that are stored with them. It reads the few fields of the protocol buffers that this takes,
 * and never makes more of a file than the file has bytes for.
 *
 * @param nodes the steps in the order of the file
 * @param tensors the stored numbers by name: 32-bit floating point and 64-bit integers; those of other types are left out
 * @param others the names of stored numbers of other types
 */
record OnnxGraph(List<Node> nodes, Map<String, Tensor> tensors, Set<String> others) {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /**
     * One step.
     *
     * @param op its kind, such as MatMul
     * @param inputs the names of what it reads; an empty one is left out
     * @param outputs the names of what it writes
     * @param numbers its attributes that are a number
     */
    record Node(String op, List<String> inputs, List<String> outputs, Map<String, Double> numbers) {}

    OnnxGraph {
        nodes = List.copyOf(nodes);
        tensors = Map.copyOf(tensors);
        others = Set.copyOf(others);
    }

    /**
     * @param file a whole ONNX file
     * @return what it says
     * @throws BadInput if it is none, is damaged, or keeps its numbers in another file
     */
    static OnnxGraph read(byte[] file) {
        Reading reading = new Reading();
        try {
            ByteBuffer model = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            while (model.hasRemaining()) {
                Field field = Field.next(model);
                if (field.is(7, BYTES)) {
                    reading.graph(field.bytes());
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new BadInput("the ONNX file cannot be read: it ends too soon, or is none.", e);
        }
        if (reading.nodes.isEmpty()) {
            throw new BadInput("the ONNX file cannot be read: it has no graph.");
        }
        return new OnnxGraph(reading.nodes, reading.tensors, reading.others);
    }

    /** A field of a message: its number, how it is written, and its value. */
    private record Field(int number, int wire, long value, ByteBuffer bytes) {
        private static final ByteBuffer NONE = ByteBuffer.allocate(0);

        static Field next(ByteBuffer in) {
            long tag = varint(in);
            int wire = (int) (tag & 7);
            int number = Math.toIntExact(tag >>> 3);
            return switch (wire) {
                case VARINT -> new Field(number, wire, varint(in), NONE);
                case FIXED64 -> new Field(number, wire, in.getLong(), NONE);
                case FIXED32 -> new Field(number, wire, in.getInt(), NONE);
                case BYTES -> {
                    int length = Math.toIntExact(varint(in));
                    ByteBuffer bytes =
                            in.slice(in.position(), length(in, length)).order(ByteOrder.LITTLE_ENDIAN);
                    in.position(in.position() + length);
                    yield new Field(number, wire, 0, bytes);
                }
                default -> throw new IllegalArgumentException("no wire type " + wire);
            };
        }

        private static int length(ByteBuffer in, int length) {
            if (length < 0 || length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            return length;
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte part = in.get();
                value |= (long) (part & 0x7f) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number of more than 64 bits");
        }

        boolean is(int wantedNumber, int wantedWire) {
            return number == wantedNumber && wire == wantedWire;
        }

        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        /** Numbers are written one by one or packed. */
        void longs(List<Long> into) {
            if (wire == BYTES) {
                ByteBuffer packed = bytes.duplicate();
                while (packed.hasRemaining()) {
                    into.add(varint(packed));
                }
            } else {
                into.add(value);
            }
        }
    }

    /** What was read so far. */
    private static final class Reading {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Tensor> tensors = new HashMap<>();
        private final Set<String> others = new HashSet<>();

        void graph(ByteBuffer in) {
            while (in.hasRemaining()) {
                Field field = Field.next(in);
                if (field.is(1, BYTES)) {
                    node(field.bytes());
                } else if (field.is(5, BYTES)) {
                    tensor(field.bytes(), Optional.empty());
                }
            }
        }

        private void node(ByteBuffer in) {
            String op = "";
            List<String> inputs = new ArrayList<>();
            List<String> outputs = new ArrayList<>();
            Map<String, Double> numbers = new HashMap<>();
            List<ByteBuffer> constants = new ArrayList<>();
            while (in.hasRemaining()) {
                Field field = Field.next(in);
                if (field.wire() == BYTES) {
                    switch (field.number()) {
                        case 1 -> inputs.add(field.text());
                        case 2 -> outputs.add(field.text());
                        case 4 -> op = field.text();
                        case 5 -> attribute(field.bytes(), numbers, constants);
                        default -> {}
                    }
                }
            }
            if (op.equals("Constant") && !outputs.isEmpty()) {
                constants.forEach(constant -> tensor(constant, Optional.of(outputs.getFirst())));
            }
            nodes.add(new Node(op, List.copyOf(inputs), List.copyOf(outputs), Map.copyOf(numbers)));
        }

        private static void attribute(ByteBuffer in, Map<String, Double> numbers, List<ByteBuffer> constants) {
            String name = "";
            Optional<Double> number = Optional.empty();
            while (in.hasRemaining()) {
                Field field = Field.next(in);
                if (field.is(1, BYTES)) {
                    name = field.text();
                } else if (field.is(2, FIXED32)) {
                    number = Optional.of((double) Float.intBitsToFloat((int) field.value()));
                } else if (field.is(3, VARINT)) {
                    number = Optional.of((double) field.value());
                } else if (field.is(5, BYTES)) {
                    constants.add(field.bytes());
                }
            }
            if (number.isPresent()) {
                numbers.put(name, number.get());
            }
        }

        private void tensor(ByteBuffer in, Optional<String> as) {
            List<Long> shape = new ArrayList<>();
            List<Long> integers = new ArrayList<>();
            long type = 0;
            String name = "";
            ByteBuffer raw = Field.NONE;
            while (in.hasRemaining()) {
                Field field = Field.next(in);
                switch (field.number()) {
                    case 1 -> field.longs(shape);
                    case 2 -> type = field.value();
                    case 4, 9 -> raw = field.wire() == BYTES ? field.bytes() : raw; // packed floats are raw ones
                    case 7 -> field.longs(integers);
                    case 8 -> name = field.text();
                    case 14 -> {
                        if (field.value() != 0) {
                            throw new BadInput("the ONNX file keeps its numbers in another file, which is not read."
                                    + "\nMaybe use the one file that has them all, usually model.onnx.");
                        }
                    }
                    default -> {}
                }
            }
            String called = as.orElse(name);
            int[] dimensions = shape.stream().mapToInt(Math::toIntExact).toArray();
            if (type == FLOAT) {
                float[] values = new float[raw.remaining() / Float.BYTES];
                raw.asFloatBuffer().get(values);
                tensors.put(called, Tensor.of(values, dimensions));
            } else if (type == INT64) {
                long[] values = new long[raw.remaining() / Long.BYTES];
                raw.asLongBuffer().get(values);
                tensors.put(
                        called,
                        Tensor.of(
                                integers.isEmpty()
                                        ? values
                                        : integers.stream()
                                                .mapToLong(Long::longValue)
                                                .toArray(),
                                dimensions));
            } else {
                others.add(called);
            }
        }
    }
}
