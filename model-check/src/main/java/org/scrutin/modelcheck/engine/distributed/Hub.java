package org.scrutin.modelcheck.engine.distributed;

import java.rmi.Remote;
import java.rmi.RemoteException;
import tlc2.tool.distributed.fp.FPSetRMI;

/** What Scrutin's server offers to its workers, besides what TLC's does. Thread-safe. */
public interface Hub extends Remote {

  /** The fingerprints of all states seen so far. */
  FPSetRMI seen() throws RemoteException;

  /**
   * A worker has found something wrong. TLC's server would print the behaviour that leads there,
   * but not what is wrong.
   *
   * @param what TLC's words for it
   * @return whether this is the first: only the behaviour of the first is wanted
   */
  boolean found(String what) throws RemoteException;
}
