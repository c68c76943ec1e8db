/**
 * Models that learn from labelled examples, a profile with a candidate and what came of it, and predict ratings or probabilities: logistic regression,
 * factorization machines, and Bayesian factors for ratings.
 */
@NullMarked
package because.models.labelled;

import org.jspecify.annotations.NullMarked;
