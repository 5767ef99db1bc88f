package org.scrutin.modelcheck.engine.distributed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scrutin.modelcheck.engine.SpecResolver;
import tlc2.tool.distributed.TLCServerRMI;
import util.FilenameToStream;

/** Finds modules and configurations on the server, and TLC's standard modules here. */
final class ServedFiles implements FilenameToStream {

  private final TLCServerRMI server;
  private final Path scratch;
  private final SpecResolver here;

  /**
   * @param scratch an existing folder that the caller deletes
   */
  ServedFiles(TLCServerRMI server, Path scratch) {
    this.server = server;
    this.scratch = scratch;
    this.here = new SpecResolver(List.of(scratch), scratch);
  }

  @Override
  public File resolve(String name, boolean isModule) {
    String withSuffix = isModule && !name.endsWith(".tla") ? name + ".tla" : name;
    String fileName = Path.of(withSuffix).getFileName().toString();
    Path copy = scratch.resolve(fileName);
    try {
      if (!Files.exists(copy)) {
        byte[] content = server.getFile(fileName);
        if (content.length > 0) {
          Files.write(copy, content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server does not send " + fileName, e);
    }
    return here.resolve(fileName, false);
  }

  @Override
  public String getFullPath() {
    return "the server";
  }

  @Override
  public boolean isStandardModule(String moduleName) {
    return here.isStandardModule(moduleName);
  }
}
