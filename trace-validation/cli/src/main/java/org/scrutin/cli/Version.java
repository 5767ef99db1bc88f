package org.scrutin.cli;

import picocli.CommandLine.IVersionProvider;

/** Scrutin's version and the Java that it runs on: what a report of a bug has to say. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    String shown = version == null ? "(not packaged)" : version;
    return new String[] {"scrutin " + shown + ", Java " + Runtime.version()};
  }
}
