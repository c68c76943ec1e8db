package because.encoders;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a small ONNX file, in the format of protocol buffers. */
final class OnnxBytes {
    private static final int FLOAT = 1;
    private static final int LONG = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
        long rest = value;
        while (rest >= 0x80) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private OnnxBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private OnnxBytes message(int field, OnnxBytes message) {
        varint((long) field << 3 | 2);
        varint(message.bytes.size());
        bytes.writeBytes(message.bytes.toByteArray());
        return this;
    }

    private OnnxBytes text(int field, String text) {
        OnnxBytes message = new OnnxBytes();
        message.bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return message(field, message);
    }

    private static OnnxBytes node(String operation, String output, String... inputs) {
        OnnxBytes node = new OnnxBytes();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operation);
    }

    private static OnnxBytes attribute(String name, long value) {
        return new OnnxBytes().text(1, name).number(3, value).number(20, 2);
    }

    /** @param batch how many texts it takes; any number if negative */
    private static OnnxBytes value(String name, int type, int batch, int dimensions) {
        OnnxBytes shape = new OnnxBytes();
        for (int i = 0; i < dimensions; i++) {
            boolean fixed = i == 0 && batch > 0 || i == 2;
            shape.message(1, fixed ? new OnnxBytes().number(1, 1) : new OnnxBytes().text(2, "n" + i));
        }
        OnnxBytes tensor = new OnnxBytes().number(1, type).message(2, shape);
        return new OnnxBytes().text(1, name).message(2, new OnnxBytes().message(1, tensor));
    }

    /** A network whose only number for a token is its id less the largest id of all texts that are run together. */
    static byte[] lessTheLargest(int batch) {
        OnnxBytes axes = new OnnxBytes().text(1, "axes").number(8, 2).number(20, 7);
        OnnxBytes graph = new OnnxBytes()
                .message(1, node("Cast", "numbers", "input_ids").message(5, attribute("to", FLOAT)))
                .message(1, node("ReduceMax", "largest", "numbers").message(5, attribute("keepdims", 0)))
                .message(1, node("Sub", "less", "numbers", "largest"))
                .message(1, node("Unsqueeze", "last_hidden_state", "less").message(5, axes))
                .text(2, "graph")
                .message(11, value("input_ids", LONG, batch, 2))
                .message(12, value("last_hidden_state", FLOAT, batch, 3));
        return new OnnxBytes()
                .number(1, 6)
                .message(7, graph)
                .message(8, new OnnxBytes().number(2, 11))
                .bytes
                .toByteArray();
    }
}
