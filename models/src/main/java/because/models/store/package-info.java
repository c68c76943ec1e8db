/** Models on disk: what a model consists of, the folder that holds it, and options as text. */
@NullMarked
package because.models.store;

import org.jspecify.annotations.NullMarked;
