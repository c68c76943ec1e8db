/** The people of the training data who support a recommendation. */
@NullMarked
package because.explain.example;

import org.jspecify.annotations.NullMarked;
