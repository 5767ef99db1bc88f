package org.scrutin.node.host;

import java.util.Optional;
import org.scrutin.node.disk.Kept;
import org.scrutin.node.observe.NodeTrace;
import org.scrutin.node.transport.Transport;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Protocol;
import org.scrutin.storage.DurableStore;

/**
 * What a {@link Host} is made of. The host closes the transport and the trace.
 *
 * @param core the protocol
 * @param store what it keeps
 * @param transport to its peers
 * @param trace what happens is written there, if anywhere
 * @param application the service
 * @param observer is told of leadership
 * @param detection how failures are found, if the protocol asks
 */
public record HostOptions<S extends ElectionState, M extends Message, D extends Record>(
    Protocol<S, M, D> core,
    DurableStore<Kept<D>> store,
    Transport<M> transport,
    Optional<NodeTrace> trace,
    Application application,
    ElectionObserver observer,
    Detection detection) {}
