"""A certificate authority of the tests' own, and a certificate for this machine."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HOUR = datetime.timedelta(hours=1)


class Authority:
    """Files in a folder: `ca.pem`, and `server.pem` with its key for `localhost` and 127.0.0.1; others as they are asked for."""

    def __init__(self, folder):
        self.file = folder / "ca.pem"
        self.certificate = folder / "server.pem"
        key, name = ec.generate_private_key(ec.SECP256R1()), _name("Test Authority")
        self._key, self._name = key, name
        authority = self._build(key.public_key(), name, name, key, x509.BasicConstraints(ca=True, path_length=None))
        self.file.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
        self._write(self.certificate, "localhost", [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])

    def issue(self, path, host):
        """Writes a certificate for a host, and its key, into a file."""
        self._write(path, host, [])

    def _write(self, path, host, addresses):
        own = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host), *addresses])
        certificate = self._build(own.public_key(), _name(host), self._name, self._key, names)
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + own.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    @staticmethod
    def _build(public, subject, issuer, key, extension):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - _HOUR).not_valid_after(now + _HOUR)
        return builder.add_extension(extension, critical=False).sign(key, hashes.SHA256())


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
