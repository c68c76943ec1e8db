/** How good predictions are that mean something: ratings, and probabilities of a click, a purchase, an acceptance. */
@NullMarked
package because.evaluate.prediction;

import org.jspecify.annotations.NullMarked;
