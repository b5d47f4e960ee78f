import Gatehouse
import NIOSSL
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ClientCertificate {
    /// Reads a certificate that the handshake has verified.
    init(_ certificate: NIOSSLCertificate) throws {
        let der = try certificate.toDERBytes()
        let parsed = try Certificate(derEncoded: der)
        let names = try parsed.extensions.subjectAlternativeNames
        self.init(
            subject: parsed.subject.description, alternativeNames: names?.compactMap(AlternativeName.init) ?? [],
            notBefore: Int64(parsed.notValidBefore.timeIntervalSince1970),
            notAfter: Int64(parsed.notValidAfter.timeIntervalSince1970), der: der)
    }
}

extension ClientCertificate.AlternativeName {
    fileprivate init?(_ name: GeneralName) {
        switch name {
        case .dnsName(let name): self.init(.dns, name)
        case .rfc822Name(let name): self.init(.email, name)
        case .uniformResourceIdentifier(let name): self.init(.uri, name)
        case .ipAddress(let address):
            guard let text = IPAddress(bytes: Array(address.bytes))?.description else { return nil }
            self.init(.address, text)
        default: return nil
        }
    }
}
