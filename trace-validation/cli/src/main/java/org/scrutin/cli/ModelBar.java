package org.scrutin.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelChecker;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.tlc.TlcProgress;

/** Shows on a progress bar how far the model checker is. */
class ModelBar implements ModelChecker.Listener {

  private final ProgressBar bar;

  ModelBar(ProgressBar bar) {
    this.bar = bar;
  }

  @Override
  public void progress(Model model, TlcProgress progress) {
    bar.setExtraMessage(
        String.format(Locale.ROOT, " %s: %,d states", model.name(), progress.distinct()));
  }

  @Override
  public void finished(Model model, ModelResult result) {
    bar.step();
  }
}
