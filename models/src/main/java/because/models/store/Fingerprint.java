package because.models.store;

import because.core.Catalog;
import because.core.Item;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What tells one model from another, and the surroundings in which it was made. */
final class Fingerprint {
    private static final int DIGITS = 16;

    private Fingerprint() {}

    /** The first digits of SHA-256 over kind, options, item ids, weights and texts, each with its length, so that no two models read alike. */
    static String of(
            String kind,
            Map<String, String> options,
            Catalog catalog,
            Map<String, Tensor> weights,
            Map<String, String> texts) {
        MessageDigest digest = sha256();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            text(out, kind);
            texts(out, options);
            out.writeInt(catalog.size());
            for (Item item : catalog.items()) {
                text(out, item.id());
            }
            texts(out, texts);
            new Safetensors(weights, Map.of()).write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static void texts(DataOutputStream out, Map<String, String> texts) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The versions of the product and of Java, and the machine's architecture. */
    static Map<String, String> environment() {
        return Map.of(
                "because",
                version(),
                "java",
                System.getProperty("java.version", "") + " " + System.getProperty("java.vendor", ""),
                "os",
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                "arch",
                System.getProperty("os.arch", ""));
    }

    /** Maven leaves the version in the jar; there is none where classes are run from a build folder. */
    private static String version() {
        try (InputStream in =
                Fingerprint.class.getResourceAsStream("/META-INF/maven/org.because/because-models/pom.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unpackaged");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
