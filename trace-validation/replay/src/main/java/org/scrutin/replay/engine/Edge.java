package org.scrutin.replay.engine;

import tlc2.tool.TLCState;

/** A possible step. */
record Edge(TLCState from, TLCState to) {}
