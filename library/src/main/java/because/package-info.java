/**
 * The library's front door: {@link because.Because} opens a project and recommends with reasons, {@link because.Project} holds its configuration, data and
 * trained models. Concrete models, explainers and readers are chosen here and nowhere else.
 */
@NullMarked
package because;

import org.jspecify.annotations.NullMarked;
