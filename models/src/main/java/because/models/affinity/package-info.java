/** A model of attributes and texts that learns: what draws people to items, and in which of their attributes what a person had next is like what they had before. */
@NullMarked
package because.models.affinity;

import org.jspecify.annotations.NullMarked;
