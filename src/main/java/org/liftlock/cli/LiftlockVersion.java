package org.liftlock.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
final class LiftlockVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = LiftlockVersion.class.getPackage().getImplementationVersion();
        return new String[] {"liftlock " + (version == null ? "built from source" : version)};
    }
}
