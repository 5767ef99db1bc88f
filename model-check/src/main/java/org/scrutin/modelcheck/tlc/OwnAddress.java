package org.scrutin.modelcheck.tlc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * The address under which other machines reach this one. Each object that is sent by RMI carries
 * it, and Java's guess is often 127.0.1.1.
 */
public final class OwnAddress {

  /** RMI reads it once, when it is first used. */
  private static final String PROPERTY = "java.rmi.server.hostname";

  /** For how long it waits for the first words of whatever listens there: a minute by itself. */
  private static final String HANDSHAKE = "sun.rmi.transport.tcp.handshakeTimeout";

  private static final String HANDSHAKE_MILLIS = "10000";

  private OwnAddress() {}

  /**
   * Makes RMI use this address, unless one is chosen already for this process.
   *
   * @return the one that is used
   */
  public static String publish(String address) {
    if (System.getProperty(HANDSHAKE) == null) {
      System.setProperty(HANDSHAKE, HANDSHAKE_MILLIS);
    }
    String chosen = System.getProperty(PROPERTY);
    if (chosen != null) {
      return chosen;
    }
    System.setProperty(PROPERTY, address);
    return address;
  }

  /** That of the machine's name, or, where this leads to the machine only, of its first network. */
  public static String guess() {
    try {
      InetAddress named = InetAddress.getLocalHost();
      if (!named.isLoopbackAddress()) {
        return named.getHostAddress();
      }
    } catch (UnknownHostException e) {
      // A machine whose name is unknown may have an address all the same.
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElseGet(OwnAddress::loopback);
    } catch (SocketException e) {
      return loopback();
    }
  }

  private static String loopback() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }
}
