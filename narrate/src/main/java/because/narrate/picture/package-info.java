/**
 * Explanations as pictures: a {@link because.narrate.picture.Picture} of any explanation, or of those of many people, is laid out once as a list of shapes, and then written as SVG or painted as PNG.
 * The layout asks nothing of the machine, fonts included, so the same explanation gives the same SVG everywhere.
 */
@NullMarked
package because.narrate.picture;

import org.jspecify.annotations.NullMarked;
