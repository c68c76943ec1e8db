/** Choosing a model's options by the validation part: a declared space, successive halving over it, and which options mattered. */
@NullMarked
package because.models.tune;

import org.jspecify.annotations.NullMarked;
