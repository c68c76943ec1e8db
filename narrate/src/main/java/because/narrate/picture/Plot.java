package because.narrate.picture;

/** The middle of a picture: what lies between its title and its caption. */
interface Plot {
    /** How it is to be read, in a sentence. */
    String subtitle();

    /** All that it shows, in words. */
    String description();

    /** Draws it below a line; returns where it ends. */
    double draw(Canvas canvas, double top);
}
