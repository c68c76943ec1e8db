/**
 * Explanations in words: a checked attribution becomes a sentence ({@link because.narrate.Narrator}) or a readable report
 * ({@link because.narrate.ExplanationText}), in English or Chinese, or a picture (package {@code picture}). Sentences come from a grammar that can say nothing but what the attribution holds, and
 * {@link because.narrate.Guard} checks each one against its evidence before it is shown, whoever wrote it.
 */
@NullMarked
package because.narrate;

import org.jspecify.annotations.NullMarked;
