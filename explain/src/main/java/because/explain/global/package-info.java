/**
 * What a model looks at over many people: importances, curves, interactions, stand-ins in rules and the directions of its space. All of them ask a
 * {@link because.explain.global.Sample}, be it of people and items or a plain table.
 */
@NullMarked
package because.explain.global;

import org.jspecify.annotations.NullMarked;
