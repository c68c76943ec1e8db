/** The families of test vectors that need the explainers; the others are in {@link because.testkit.vectors}. */
@NullMarked
package because.cli.vectors;

import org.jspecify.annotations.NullMarked;
