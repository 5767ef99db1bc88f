package org.scrutin.modelcheck;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a model is run. */
public enum Suite {
  /** Always: seconds. */
  @JsonProperty("quick")
  QUICK,
  /** In the full check only: minutes. */
  @JsonProperty("full")
  FULL
}
