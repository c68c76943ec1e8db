package because.core;

import java.nio.file.Path;
import java.util.Optional;

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
            Optional<Regularizer> regularizer) {
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
                    Optional.empty());
        }

        /**
         * @param seed of everything random
         * @return a run to the last epoch, without validation, progress or checkpoints, on as many workers as there are processors, without a limit of memory
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

        /**
         * @param seed of everything random
         * @return the same run with it
         */
        public Run withSeed(long seed) {
            return new Run(
                    seed, validation, progress, checkpoints, cache, workers, memory, epochs, weights, regularizer);
        }

        /**
         * @param metric tells when to stop
         * @return the same run with it
         */
        public Run withValidation(Metric metric) {
            return new Run(
                    seed,
                    Optional.of(metric),
                    progress,
                    checkpoints,
                    cache,
                    workers,
                    memory,
                    epochs,
                    weights,
                    regularizer);
        }

        /**
         * @param progress is told how far the training is
         * @return the same run with it
         */
        public Run withProgress(Progress progress) {
            return new Run(
                    seed, validation, progress, checkpoints, cache, workers, memory, epochs, weights, regularizer);
        }

        /**
         * @param folder where a killed training can be taken up again
         * @return the same run with it
         */
        public Run withCheckpoints(Path folder) {
            return new Run(
                    seed,
                    validation,
                    progress,
                    Optional.of(folder),
                    cache,
                    workers,
                    memory,
                    epochs,
                    weights,
                    regularizer);
        }

        /**
         * @param folder where what is costly to compute is kept for the next training
         * @return the same run with it
         */
        public Run withCache(Path folder) {
            return new Run(
                    seed,
                    validation,
                    progress,
                    checkpoints,
                    Optional.of(folder),
                    workers,
                    memory,
                    epochs,
                    weights,
                    regularizer);
        }

        /**
         * @param workers how many threads may be used
         * @return the same run with them
         */
        public Run withWorkers(int workers) {
            return new Run(
                    seed, validation, progress, checkpoints, cache, workers, memory, epochs, weights, regularizer);
        }

        /**
         * @param memory how many bytes the process may take
         * @return the same run with it
         */
        public Run withMemory(long memory) {
            return new Run(
                    seed, validation, progress, checkpoints, cache, workers, memory, epochs, weights, regularizer);
        }

        /**
         * @param epochs after how many passes over the data the training pauses
         * @return the same run with it
         */
        public Run withEpochs(int epochs) {
            return new Run(
                    seed, validation, progress, checkpoints, cache, workers, memory, epochs, weights, regularizer);
        }

        /**
         * @param weights how much each event of the data counts
         * @return the same run with them
         */
        public Run withWeights(EventWeights weights) {
            return new Run(
                    seed,
                    validation,
                    progress,
                    checkpoints,
                    cache,
                    workers,
                    memory,
                    epochs,
                    Optional.of(weights),
                    regularizer);
        }

        /**
         * @param regularizer what else is to be heeded
         * @return the same run with it
         */
        public Run withRegularizer(Regularizer regularizer) {
            return new Run(
                    seed,
                    validation,
                    progress,
                    checkpoints,
                    cache,
                    workers,
                    memory,
                    epochs,
                    weights,
                    Optional.of(regularizer));
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
