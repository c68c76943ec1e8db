/** Models that recommend; what all of them share is here, and a package for each family lies below. */
@NullMarked
package because.models;

import org.jspecify.annotations.NullMarked;
