/** Paths over a knowledge graph from what a person did to an item. */
@NullMarked
package because.explain.path;

import org.jspecify.annotations.NullMarked;
