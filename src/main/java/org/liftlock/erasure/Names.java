package org.liftlock.erasure;

/** Who somebody is, kept apart from the id that the record names. */
public interface Names {

    /** @throws Refused when there is no account of this id */
    void require(String person);

    /** Takes name and mail address away; the account and its id stay. */
    void erase(String person);
}
