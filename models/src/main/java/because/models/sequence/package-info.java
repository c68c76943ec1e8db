/**
 * The sequence Transformer: {@link because.models.sequence.TransformerTrainer} trains one with libtorch, {@link because.models.sequence.Transformer} serves it
 * without.
 */
@NullMarked
package because.models.sequence;

import org.jspecify.annotations.NullMarked;
