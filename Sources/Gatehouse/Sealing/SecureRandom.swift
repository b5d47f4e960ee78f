/// Bytes that nobody can guess.
package enum SecureRandom {
    /// So many bytes of the system's cryptographic generator.
    package static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
