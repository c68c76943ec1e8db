/** Measurements whose figures go to {@code RESULTS.md}: each class has a {@code main} that prints what it measured. */
@NullMarked
package because.benchmarks;

import org.jspecify.annotations.NullMarked;
