package because.core;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a recommender out of events. A trainer is its options; training is a function of options, data and seed. */
public interface Trainer {

    /** @return the kind of model, such as {@code "ease"} */
    String model();

    /**
     * Trains.
     *
     * @param data what to learn from
     * @param run everything that is not the trainer's own
     * @return the trained recommender
     * @throws BadInput if the data does not allow this model
     */
    Recommender train(Dataset data, Run run);

    /** @return whether {@link Run#weights()} are heeded; a trainer that cannot do so must not be given any */
    default boolean weighs() {
        return false;
    }

    /**
     * The circumstances of one training.
     *
     * @param seed of everything random
     * @param validation tells when to stop; without it a trainer runs to its last step
     * @param progress is told how far the training is
     * @param checkpoints a folder in which a killed training can be taken up again; without it nothing is kept
     * @param cache a folder in which what is costly to compute and no part of the training, such as the vectors of texts, is kept for the next one; without it
     *     it is computed each time
     * @param workers how many threads may be used, 1 or more; the result does not depend on it
     * @param memory how many bytes the whole process may take; a training that needs more makes do with fewer workers, or refuses to begin; above 0
     * @param epochs after how many passes over the data the training pauses, 1 or more: what it has until then is what it returns, and with checkpoints the same
     *     training can be taken up again with more. Trainers without passes do not look at it
     * @param weights how much each event of the data counts; without them each counts fully. Only for trainers that {@link Trainer#weighs() weigh}
     * @param regularizer what else is to be heeded; only for trainers whose options ask for one
     * @param texts what items' vectors were made of, for trainers that train the encoder of texts, too; without it they are taken as they are
     * @param device where it computes, for trainers that can do so on a graphics card
     */
    record Run(
            long seed,
            Optional<Metric> validation,
            Progress progress,
            Optional<Path> checkpoints,
            Optional<Path> cache,
            int workers,
            long memory,
            int epochs,
            Optional<EventWeights> weights,
            Optional<Regularizer> regularizer,
            Optional<ItemTexts> texts,
            Device device) {
        /** Refuses fewer than one worker, byte or pass. */
        public Run {
            if (workers < 1) {
                throw BadInput.of("workers", workers, "1 or more", "");
            }
            if (memory < 1) {
                throw BadInput.of("memory", memory, "1 byte or more", "");
            }
            if (epochs < 1) {
                throw BadInput.of("epochs", epochs, "1 or more", "");
            }
        }

        /**
         * A run in which each event counts fully.
         *
         * @param seed of everything random
         * @param validation tells when to stop
         * @param progress is told how far the training is
         * @param checkpoints a folder in which a killed training can be taken up again
         * @param cache a folder in which what is costly to compute is kept for the next training
         * @param workers how many threads may be used, 1 or more
         * @param memory how many bytes the whole process may take, above 0
         * @param epochs after how many passes over the data the training pauses, 1 or more
         */
        public Run(
                long seed,
                Optional<Metric> validation,
                Progress progress,
                Optional<Path> checkpoints,
                Optional<Path> cache,
                int workers,
                long memory,
                int epochs) {
            this(
                    seed,
                    validation,
                    progress,
                    checkpoints,
                    cache,
                    workers,
                    memory,
                    epochs,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Device.CPU);
        }

        /**
         * @param seed of everything random
         * @return a run to the last epoch, without validation, progress or checkpoints, on the processor, as many workers as there are processors, without a limit of memory
         */
        public static Run of(long seed) {
            return new Run(
                    seed,
                    Optional.empty(),
                    Progress.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Runtime.getRuntime().availableProcessors(),
                    Long.MAX_VALUE,
                    Integer.MAX_VALUE);
        }

        /** What a run is changed to. */
        private static final class Draft {
            private long seed;
            private Optional<Metric> validation;
            private Progress progress;
            private Optional<Path> checkpoints;
            private Optional<Path> cache;
            private int workers;
            private long memory;
            private int epochs;
            private Optional<EventWeights> weights;
            private Optional<Regularizer> regularizer;
            private Optional<ItemTexts> texts;
            private Device device;

            private Draft(Run run) {
                seed = run.seed;
                validation = run.validation;
                progress = run.progress;
                checkpoints = run.checkpoints;
                cache = run.cache;
                workers = run.workers;
                memory = run.memory;
                epochs = run.epochs;
                weights = run.weights;
                regularizer = run.regularizer;
                texts = run.texts;
                device = run.device;
            }
        }

        private Run with(Consumer<Draft> change) {
            Draft draft = new Draft(this);
            change.accept(draft);
            return new Run(
                    draft.seed,
                    draft.validation,
                    draft.progress,
                    draft.checkpoints,
                    draft.cache,
                    draft.workers,
                    draft.memory,
                    draft.epochs,
                    draft.weights,
                    draft.regularizer,
                    draft.texts,
                    draft.device);
        }

        /**
         * @param seed of everything random
         * @return the same run with it
         */
        public Run withSeed(long seed) {
            return with(draft -> draft.seed = seed);
        }

        /**
         * @param metric tells when to stop
         * @return the same run with it
         */
        public Run withValidation(Metric metric) {
            return with(draft -> draft.validation = Optional.of(metric));
        }

        /**
         * @param progress is told how far the training is
         * @return the same run with it
         */
        public Run withProgress(Progress progress) {
            return with(draft -> draft.progress = progress);
        }

        /**
         * @param folder where a killed training can be taken up again
         * @return the same run with it
         */
        public Run withCheckpoints(Path folder) {
            return with(draft -> draft.checkpoints = Optional.of(folder));
        }

        /**
         * @param folder where what is costly to compute is kept for the next training
         * @return the same run with it
         */
        public Run withCache(Path folder) {
            return with(draft -> draft.cache = Optional.of(folder));
        }

        /**
         * @param workers how many threads may be used
         * @return the same run with them
         */
        public Run withWorkers(int workers) {
            return with(draft -> draft.workers = workers);
        }

        /**
         * @param memory how many bytes the process may take
         * @return the same run with it
         */
        public Run withMemory(long memory) {
            return with(draft -> draft.memory = memory);
        }

        /**
         * @param epochs after how many passes over the data the training pauses
         * @return the same run with it
         */
        public Run withEpochs(int epochs) {
            return with(draft -> draft.epochs = epochs);
        }

        /**
         * @param weights how much each event of the data counts
         * @return the same run with them
         */
        public Run withWeights(EventWeights weights) {
            return with(draft -> draft.weights = Optional.of(weights));
        }

        /**
         * @param regularizer what else is to be heeded
         * @return the same run with it
         */
        public Run withRegularizer(Regularizer regularizer) {
            return with(draft -> draft.regularizer = Optional.of(regularizer));
        }

        /**
         * @param texts what items' vectors were made of
         * @return the same run with them
         */
        public Run withTexts(ItemTexts texts) {
            return with(draft -> draft.texts = Optional.of(texts));
        }

        /**
         * @param device where it computes
         * @return the same run with it
         */
        public Run withDevice(Device device) {
            return with(draft -> draft.device = device);
        }

        /**
         * For a trainer that cannot weigh events: refuses weights, which it would pass over.
         *
         * @param model the kind of model
         * @throws BadInput if there are any
         */
        public void requireUnweighted(String model) {
            if (weights.isPresent()) {
                throw BadInput.of(
                        "the weights of events for the model " + model,
                        weights.get(),
                        "none, for its training cannot weigh events",
                        "Maybe train another model, such as ease, ials, itemknn or transformer.");
            }
        }
    }
}
