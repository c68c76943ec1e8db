/**
 * Runs published test vectors: files of cases, each with an input, what must come out, and how close. {@link because.testkit.vectors.VectorRunner} compares;
 * a {@link because.testkit.vectors.VectorFamily} computes the answers with the product's own classes and never sees what is expected.
 */
@NullMarked
package because.testkit.vectors;

import org.jspecify.annotations.NullMarked;
