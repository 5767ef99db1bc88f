package org.scrutin.node;

import java.util.Optional;
import java.util.OptionalInt;
import org.scrutin.node.host.ElectionObserver.Role;

/**
 * Where a node stands; of one moment.
 *
 * @param id such as {@code n1}
 * @param role what it is in the election, whatever its service was granted
 * @param epoch the highest that it has accepted
 * @param leader of that epoch, as far as it knows
 * @param token the fencing token, if its service may act now
 */
public record ElectionStatus(
    String id, Role role, int epoch, Optional<String> leader, OptionalInt token) {}
