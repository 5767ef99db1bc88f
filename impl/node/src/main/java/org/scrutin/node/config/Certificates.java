package org.scrutin.node.config;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Makes certificates to try a cluster out: an authority, and for each node and for clients a
 * certificate of that name with its key. For more than trying out, have an authority of your own.
 */
public final class Certificates {

  private static final Duration VALID = Duration.ofDays(365);
  private static final String SIGNATURE = "SHA256withECDSA";

  private final Path folder;
  private final String cluster;
  private final Instant begin;
  private final SecureRandom random = new SecureRandom();
  private final List<Path> written = new ArrayList<>();

  private Certificates(Path folder, String cluster, Instant begin) {
    this.begin = begin;
    this.folder = folder;
    this.cluster = cluster;
  }

  /**
   * Makes {@code authority.pem}, and for each name {@code NAME.pem} and {@code NAME.key}. The key
   * of the authority is kept by nobody: the cluster gets all its certificates now.
   *
   * @return the files
   * @throws FileAlreadyExistsException if one is there already
   */
  public static List<Path> make(Path folder, String cluster, List<String> names)
      throws IOException {
    // Clocks of other machines may be a little behind.
    return make(folder, cluster, names, Instant.now().minus(Duration.ofHours(1)));
  }

  /**
   * Makes the same, valid for a year.
   *
   * @param begin from when on
   */
  public static List<Path> make(Path folder, String cluster, List<String> names, Instant begin)
      throws IOException {
    try {
      Certificates maker = new Certificates(folder, cluster, begin);
      maker.make(names);
      return maker.written;
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot make certificates", e);
    }
  }

  private void make(List<String> names)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    Files.createDirectories(folder);
    KeyPair authority = keys();
    X500Name issuer = name("authority");
    write(
        "authority.pem",
        new JcaMiscPEMGenerator(certificate("authority", authority, issuer, authority)),
        false);
    for (String name : names) {
      KeyPair keys = keys();
      write(
          name + ".pem",
          new JcaMiscPEMGenerator(certificate(name, keys, issuer, authority)),
          false);
      write(name + ".key", new JcaPKCS8Generator(keys.getPrivate(), null), true);
    }
  }

  private KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private X500Name name(String common) {
    return new X500Name("CN=" + common + ",O=" + cluster);
  }

  private X509CertificateHolder certificate(
      String common, KeyPair keys, X500Name issuer, KeyPair authority)
      throws OperatorCreationException, IOException {
    boolean signs = keys == authority;
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(128, random),
            Date.from(begin),
            Date.from(begin.plus(VALID)),
            name(common),
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(signs));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(signs ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, common),
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(authority.getPrivate()));
  }

  private void write(String file, PemObjectGenerator content, boolean secret) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(content);
    }
    Path path = folder.resolve(file);
    if (secret && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(path, text.toString());
    } else {
      Files.writeString(path, text.toString(), StandardOpenOption.CREATE_NEW);
    }
    written.add(path);
  }
}
