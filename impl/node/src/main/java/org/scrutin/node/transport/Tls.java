package org.scrutin.node.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.scrutin.protocol.NodeId;

/**
 * Mutual TLS: both ends show a certificate of the cluster's authority, whose common name is the
 * node's, such as {@code n1}. Files are PEM; keys are PKCS#8 without a password.
 *
 * @param authority who signs the certificates of this cluster
 * @param certificate of this node
 * @param key of this node
 */
public record Tls(Path authority, Path certificate, Path key) {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /**
   * Checks that all is there and fits: others would refuse the certificate otherwise.
   *
   * @throws TransportException in one line, if not
   */
  public void check() {
    server();
    client();
    OwnCertificate.of(this).check();
  }

  /**
   * Checks that all is there and fits, and that the certificate is this node's.
   *
   * @throws TransportException in one line, if not
   */
  public void check(NodeId node) {
    check();
    OwnCertificate.of(this).checkName(node.toString());
  }

  /** For who is called. */
  SslContext server() {
    return built(
        () ->
            SslContextBuilder.forServer(file(certificate), file(key))
                .trustManager(file(authority))
                .clientAuth(ClientAuth.REQUIRE)
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .build());
  }

  /** For who calls. */
  SslContext client() {
    return built(
        () ->
            SslContextBuilder.forClient()
                .keyManager(file(certificate), file(key))
                .trustManager(file(authority))
                // A node is known by the name in its certificate, not by its address: see nameOf.
                .endpointIdentificationAlgorithm(null)
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .build());
  }

  private interface Building {
    SslContext build() throws SSLException;
  }

  private SslContext built(Building building) {
    try {
      return building.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new TransportException(
          "tls: "
              + certificate
              + ", "
              + key
              + " and "
              + authority
              + " are no certificate with its key and its authority: "
              + innermost(e),
          e);
    }
  }

  private static File file(Path path) {
    if (!Files.isReadable(path)) {
      throw new TransportException(
          "tls: " + path + ": no such file; make one with: scrutin certificates", null);
    }
    return path.toFile();
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** The common name in the certificate of the other end, if it has shown one. */
  static Optional<String> nameOf(SSLSession session) {
    try {
      return commonName((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  static Optional<String> commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> part.getValue().toString())
              .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
