import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Seals texts that a client carries for the server, and opens them: nobody else can read, make or change one.
///
/// A sealed text is base64url, of which only the canonical form is accepted, of
///
///     version (1 byte, 1) ‖ key id (8) ‖ salt (16) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
///
/// The cipher is AES-256-GCM (NIST SP 800-38D) with what comes before the nonce as associated data. Its key is made of
/// the ring's key and the salt with HKDF-SHA-256 (RFC 5869), so that the random part of a text has 28 bytes and no
/// number of texts that a server could ever seal brings two with one key and nonce.
struct StateSealer: Sendable {
    private static let version: UInt8 = 1
    private static let saltLength = 16
    private static let nonceLength = 12
    private static let tagLength = 16
    private static let headerLength = 1 + StateKey.idLength + saltLength
    private static let purpose = Array("gatehouse request state".utf8)

    let ring: StateKeyRing

    /// How many characters a text of so many bytes has when it is sealed.
    static func sealedLength(of count: Int) -> Int {
        (headerLength + nonceLength + count + tagLength) / 3 * 4 + 4
    }

    /// Seals bytes with the current key.
    func seal(_ plain: [UInt8]) throws(StateFlaw) -> String {
        let salt = SecureRandom.bytes(Self.saltLength)
        let header = [Self.version] + ring.current.id + salt
        do {
            let box = try AES.GCM.seal(
                plain, using: Self.cipherKey(ring.current, salt), nonce: AES.GCM.Nonce(),
                authenticating: header)
            return Base64URL.encode(header + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
        } catch {
            throw StateFlaw("could not be sealed: \(error)")
        }
    }

    /// Opens a text that any key of the ring has sealed.
    ///
    /// - Throws: ``StateFlaw`` with what is wrong, for the log.
    func open(_ text: String) throws(StateFlaw) -> [UInt8] {
        guard let bytes = Base64URL.decode(text) else { throw .malformed("it is not base64url") }
        guard bytes.count >= Self.headerLength + Self.nonceLength + Self.tagLength else {
            throw .malformed("it is too short")
        }
        let header = bytes.prefix(Self.headerLength)
        guard header.first == Self.version else { throw .malformed("it is of another version") }
        let id = header.dropFirst().prefix(StateKey.idLength)
        guard let key = ring.key(id: id) else { throw StateFlaw("it is sealed with a key that the ring does not have") }
        let rest = bytes.dropFirst(Self.headerLength)
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: rest.prefix(Self.nonceLength)),
                ciphertext: rest.dropFirst(Self.nonceLength).dropLast(Self.tagLength),
                tag: rest.suffix(Self.tagLength))
            let salt = Array(header.suffix(Self.saltLength))
            return Array(try AES.GCM.open(box, using: Self.cipherKey(key, salt), authenticating: header))
        } catch {
            throw StateFlaw("it was changed")
        }
    }

    private static func cipherKey(_ key: StateKey, _ salt: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: key.bytes), salt: salt, info: purpose, outputByteCount: 32)
    }
}
