package because.core;

import java.util.Map;

/** Where long work tells how far it is. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void stage(String name, long total) {}

        @Override
        public void step(long done, Map<String, Double> values) {}
    };

    /** A value of this name is not of the work but about it: how many seconds are left of all stages. */
    String LEFT = "seconds left";

    /**
     * A new stage begins.
     *
     * @param name what it is, such as "training sasrec"
     * @param total how many steps it has; 0 if that is not known
     */
    void stage(String name, long total);

    /**
     * Some steps of the stage are done.
     *
     * @param done how many since the stage began
     * @param values what there is to say, such as the loss; may be empty
     */
    void step(long done, Map<String, Double> values);
}
