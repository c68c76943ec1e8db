/** Runs the text encoders of {@link because.models.text} with ONNX Runtime. */
@NullMarked
package because.encoders;

import org.jspecify.annotations.NullMarked;
