/** Groups of events that are explained together: by time, by what their items have in common, by likeness. */
@NullMarked
package because.explain.group;

import org.jspecify.annotations.NullMarked;
