package org.liftlock.sample;

/** Takes in descriptions as if a person had written them. What a person has changed since is left alone. */
interface Register {

    void site(String yaml);

    void system(String yaml);

    /** A standard change, as a person of the sample has approved it. */
    void template(String name, String yaml);
}
