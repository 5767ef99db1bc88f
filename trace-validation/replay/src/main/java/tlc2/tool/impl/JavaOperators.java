package tlc2.tool.impl;

import java.util.IdentityHashMap;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tlc2.value.impl.EvaluatingValue;
import tlc2.value.impl.MethodValue;

/**
 * Operators that are written in Java, such as {@code Append}. TLC makes a method handle of each
 * whenever it loads, and a handle that is called often is compiled: for each trace anew. So the
 * handles of the first load serve all. Not thread-safe.
 */
final class JavaOperators {

  private final IdentityHashMap<ExprNode, Object> first = new IdentityHashMap<>();

  /** Puts those of the first load in the place of those that this tool has made. */
  void share(Tool tool) {
    for (ModuleNode module : tool.getSpecProcessor().getModuleTbl().getModuleNodes()) {
      for (OpDefNode definition : module.getOpDefs()) {
        if (definition.getBody() != null) {
          share(definition.getBody(), tool.getId());
        }
      }
    }
  }

  private void share(ExprNode body, int tool) {
    Object made = body.getToolObject(tool);
    if (made instanceof MethodValue || made instanceof EvaluatingValue) {
      body.setToolObject(tool, first.computeIfAbsent(body, unknown -> made));
    }
  }
}
