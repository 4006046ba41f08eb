package org.liftlock.lifecycle;

/** Takes requests for upgrades from outside the engine: the REST interface and our own pages. */
public interface RequestDesk {

    /**
     * Takes a request written in YAML or JSON, and starts the lifecycle.
     *
     * @param by id of the person who asks
     * @return key of the new upgrade, such as {@code UPG-2026-0001}
     * @throws org.liftlock.descriptor.InvalidDescription naming everything that is wrong; nothing was started
     */
    String request(String document, String by);
}
