package because.encoders;

import because.core.BadInput;
import because.models.text.EncoderFiles;
import because.models.text.EncoderFolder;
import because.models.text.TextEncoder;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** A text encoder whose network is ours, run by our engine: it can be trained, and looked into. */
final class NetworkEncoder implements TextEncoder {
    /** So many texts run together, which share what they have in common. */
    private static final int TOGETHER = 16;

    private final EncoderFiles files;
    private final FloatEngine engine;
    private final Pieces pieces;
    private final ConcurrentLinkedQueue<FloatEngine.Run> idle = new ConcurrentLinkedQueue<>();

    private NetworkEncoder(EncoderFiles files, Network network, Pieces pieces) {
        this.files = files;
        this.engine = new FloatEngine(network);
        this.pieces = pieces;
    }

    static NetworkEncoder open(EncoderFiles files) {
        return open(files, EncoderFolder.read(files.model()));
    }

    static NetworkEncoder open(EncoderFiles files, Network network) {
        Pieces pieces = Pieces.open(files, Math.min(files.longest(), network.positions()));
        NetworkEncoder encoder = new NetworkEncoder(files, network, pieces);
        int known = network.weight(network.embed().items()).dimension(0);
        for (Token token : encoder.tokens("")) {
            if (token.id() >= known) {
                encoder.close();
                throw new BadInput("the text encoder " + files.name() + " knows " + known
                        + " pieces, but its tokenizer has a piece number " + token.id()
                        + ".\nMaybe its files are of two encoders.");
            }
        }
        return encoder;
    }

    @Override
    public EncoderFiles files() {
        return files;
    }

    @Override
    public int dimension() {
        return engine.network().dimension();
    }

    @Override
    public float[] encode(String text) {
        return run(List.of(text)).getFirst();
    }

    @Override
    public List<float[]> encode(List<String> texts) {
        int batches = (texts.size() + TOGETHER - 1) / TOGETHER;
        return IntStream.range(0, batches)
                .parallel()
                .mapToObj(i -> run(texts.subList(i * TOGETHER, Math.min(texts.size(), (i + 1) * TOGETHER))))
                .flatMap(List::stream)
                .toList();
    }

    private List<float[]> run(List<String> texts) {
        FloatEngine.Run waiting = idle.poll();
        FloatEngine.Run run = waiting == null ? engine.newRun() : waiting;
        List<float[]> vectors = run.states(texts.stream().map(this::read).toList()).stream()
                .map(float[]::clone)
                .toList();
        idle.add(run);
        vectors.forEach(vector -> OnnxEngine.finished(vector, files));
        return vectors;
    }

    private Tokens read(String text) {
        long[] ids = pieces.encode(text).getIds();
        int[] read = new int[ids.length - 1]; // the first is the network's own start token
        Arrays.setAll(read, i -> (int) ids[i + 1]);
        return Tokens.of(read);
    }

    @Override
    public List<Token> tokens(String text) {
        return pieces.tokens(text);
    }

    @Override
    public void close() {
        pieces.close();
    }
}
