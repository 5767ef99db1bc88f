package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.replay.Definitions;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.util.FP64;
import util.Assert.TLCRuntimeException;

/** Evaluates the definitions of a module. */
public final class ModuleValues implements Definitions {

  @Override
  public Map<String, String> values(ReplayEngine.Source source, String prefix) {
    FP64.Init(0);
    List<java.nio.file.Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    folders.add(CommunityModules.unpack(source.scratch()));
    TraceEnvironment.CURRENT.install(Map.of("SCRUTIN_TEST", "42"));
    Tool tool = new SpecLoader(source, new SpecResolver(folders, source.scratch())).load();
    Map<String, String> values = new TreeMap<>();
    for (OpDefNode definition : tool.getSpecProcessor().getRootModule().getOpDefs()) {
      String name = definition.getName().toString();
      if (name.startsWith(prefix)) {
        values.put(name, value(tool, definition));
      }
    }
    return values;
  }

  private static String value(Tool tool, OpDefNode definition) {
    try {
      return tool.eval(definition.getBody(), Context.Empty, TLCState.Empty).toString();
    } catch (EvalException | TLCRuntimeException e) {
      return e.getMessage();
    }
  }
}
