package because.core;

/** Where a training computes, if it can do so on more than the processor. */
public enum Device {
    /** On a graphics card if there is one that can be used, otherwise on the processor. */
    AUTO,
    /** On the processor. */
    CPU,
    /** On a graphics card; a training that could use one does not begin if there is none. */
    GPU
}
