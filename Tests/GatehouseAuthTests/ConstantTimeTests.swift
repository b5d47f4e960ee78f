import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Comparisons of secrets")
struct ConstantTimeTests {
    private static let secret = [UInt8](repeating: 7, count: 32)

    @Test("Wherever two values differ, every byte of both is read, once", arguments: [nil, 0, 1, 15, 30, 31])
    func everyByteIsRead(_ position: Int?) {
        let left = CountedBytes(Self.secret)
        let right = CountedBytes(position.map { Self.changed(Self.secret, at: $0) } ?? Self.secret)
        #expect(ConstantTime.areEqual(left, right) == (position == nil))
        #expect(left.read == 32)
        #expect(right.read == 32)
    }

    @Test("Values of two lengths differ, also where one begins with the other", arguments: [0, 31, 33])
    func lengths(_ count: Int) {
        #expect(!ConstantTime.areEqual(Self.secret, [UInt8](repeating: 7, count: count)))
    }

    @Test("Differences that cancel each other out do not make values equal")
    func cancelled() {
        let other = Self.changed(Self.changed(Self.secret, at: 0), at: 31)
        #expect(!ConstantTime.areEqual(Self.secret, other))
    }

    @Test("A stored hash of an API key with any one bit changed, or of another length, is not its hash")
    func hashes() throws {
        let hasher = try APIKeyHasher(secrets: [Self.secret, Self.changed(Self.secret, at: 5)])
        let key = APIKeyText()
        let digest = hasher.digest(of: key)
        #expect(hasher.matches(digest, key))
        for bit in 0..<(digest.count * 8) {
            #expect(!hasher.matches(Self.changed(digest, at: bit / 8, by: 1 << UInt8(bit % 8)), key), "bit \(bit)")
        }
        for other in [[], Array(digest.dropLast()), Array(digest.dropFirst()), digest + [0]] {
            #expect(!hasher.matches(other, key), "\(other.count) bytes")
        }
    }

    private static func changed(_ bytes: [UInt8], at position: Int, by mask: UInt8 = 0x80) -> [UInt8] {
        var bytes = bytes
        bytes[position] ^= mask
        return bytes
    }
}
