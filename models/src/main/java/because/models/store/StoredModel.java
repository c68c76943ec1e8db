package because.models.store;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.Provenance;
import because.network.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a model consists of, as it lies in its folder.
 *
 * @param provenance where it comes from; names the kind of model and its options
 * @param metrics how well it did when it was made, by the metric's name; finite
 * @param catalog the items that it knows
 * @param weights its numbers, by name
 * @param texts what else it needs, by the name of the file that holds it, such as {@code network.json}
 */
public record StoredModel(
        Provenance provenance,
        Map<String, Double> metrics,
        Catalog catalog,
        Map<String, Tensor> weights,
        Map<String, String> texts) {

    /** The file of the mark that says how events counted. */
    private static final String WEIGHTED = "weighted.json";

    /** Copies the maps, keeps their order and refuses metrics that are not finite. */
    public StoredModel {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw BadInput.of("the metric " + name, value, "finite numbers", "");
            }
        });
    }

    /**
     * A model that has just been trained; its provenance is made here.
     *
     * @param kind the kind of model, such as {@code "ease"}
     * @param options what it was trained with
     * @param seed of everything random in its training
     * @param data what it was trained on
     * @param weights its numbers, by name
     * @param texts what else it needs, by file name
     * @param libraries the versions of native libraries that took part, by their name
     * @return the model, without metrics
     */
    public static StoredModel trained(
            String kind,
            Record options,
            long seed,
            Dataset data,
            Map<String, Tensor> weights,
            Map<String, String> texts,
            Map<String, String> libraries) {
        Map<String, String> written = OptionMap.of(options);
        Map<String, String> environment = new LinkedHashMap<>(Fingerprint.environment());
        environment.putAll(libraries);
        String fingerprint = Fingerprint.of(kind, written, data.catalog(), weights, texts);
        Provenance provenance = new Provenance(kind, written, seed, data.fingerprint(), fingerprint, environment);
        return new StoredModel(provenance, Map.of(), data.catalog(), weights, texts);
    }

    /**
     * The same numbers under other options, such as another temperature: another model, with a fingerprint of its own and without metrics.
     *
     * @param options all options
     * @return the model
     */
    public StoredModel withOptions(Record options) {
        Map<String, String> written = OptionMap.of(options);
        Provenance other = new Provenance(
                kind(),
                written,
                provenance.seed(),
                provenance.data(),
                Fingerprint.of(kind(), written, catalog, weights, texts),
                provenance.environment());
        return new StoredModel(other, Map.of(), catalog, weights, texts);
    }

    /**
     * The model with the mark that it was trained on weighted events, if it was: it then says so wherever it goes.
     *
     * @param weighted how much each event counted; empty if each counted fully
     * @return the model
     */
    public StoredModel weighted(Optional<EventWeights> weighted) {
        if (weighted.isEmpty()) {
            return this;
        }
        Map<String, String> marked = new LinkedHashMap<>(texts);
        marked.put(WEIGHTED, WeightedMark.of(weighted.get()).toJson());
        return of(catalog, weights, marked);
    }

    /** @return the mark that the model was trained on weighted events; empty if each counted fully */
    public Optional<WeightedMark> weighted() {
        return Optional.ofNullable(texts.get(WEIGHTED)).map(WeightedMark::read);
    }

    /**
     * The same model with other contents; its fingerprint is theirs.
     *
     * @param catalog the same items in the same order, of which perhaps other things are known
     * @param weights its numbers, by name
     * @param texts what else it needs, by file name
     * @return the model
     */
    public StoredModel of(Catalog catalog, Map<String, Tensor> weights, Map<String, String> texts) {
        Provenance other = new Provenance(
                kind(),
                provenance.options(),
                provenance.seed(),
                provenance.data(),
                Fingerprint.of(kind(), provenance.options(), catalog, weights, texts),
                provenance.environment());
        return new StoredModel(other, metrics, catalog, weights, texts);
    }

    /**
     * The same model, with the same provenance, asked about other items: for models whose numbers belong to no item.
     *
     * @param other the items to recommend from
     * @return the model; items that are in both catalogues as they stand in its own
     */
    public StoredModel over(Catalog other) {
        return new StoredModel(provenance, metrics, catalog.over(other), weights, texts);
    }

    /** @return the kind of model, such as {@code "ease"} */
    public String kind() {
        return provenance.model();
    }

    /**
     * @param metrics how well it did, by the metric's name
     * @return the same model with them
     */
    public StoredModel withMetrics(Map<String, Double> metrics) {
        return new StoredModel(provenance, metrics, catalog, weights, texts);
    }

    /**
     * Refuses a model of another kind than a class can restore.
     *
     * @param kind the kind that it can restore
     * @return this
     * @throws BadInput if it is another
     */
    public StoredModel ofKind(String kind) {
        if (!kind().equals(kind)) {
            throw BadInput.of("the kind of model", kind(), kind, "");
        }
        return this;
    }

    /**
     * One of the model's tensors, checked.
     *
     * @param name its name
     * @param type the kind of numbers that it must hold
     * @param shape the dimensions that it must have; −1 stands for any
     * @return the tensor
     * @throws BadInput if it is not there, or is of another type or shape
     */
    public Tensor weight(String name, Tensor.Type type, int... shape) {
        Tensor tensor = weights.get(name);
        String wanted = type.label() + " of shape " + Arrays.toString(shape).replace("-1", "any");
        if (tensor == null) {
            throw new BadInput("the " + kind() + " model lacks the tensor '" + name + "' (" + wanted + ").");
        }
        boolean fits = tensor.type() == type && tensor.rank() == shape.length;
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = shape[axis] == -1 || shape[axis] == tensor.dimension(axis);
        }
        if (!fits) {
            throw BadInput.of("the tensor '" + name + "' of the " + kind() + " model", tensor, wanted, "");
        }
        return tensor;
    }

    /**
     * One of the model's texts.
     *
     * @param name the name of its file
     * @return the text
     * @throws BadInput if it is not there
     */
    public String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new BadInput("the " + kind() + " model lacks the file '" + name + "'.");
        }
        return text;
    }
}
