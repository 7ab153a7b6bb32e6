;; Inner products of 32-bit floats, four at a time. Places and lengths are in bytes; rows lie one behind the other.
(module
  (import "memory" "floats" (memory 1))

  ;; The sum of the four lanes.
  (func $sum (param $lanes v128) (result f32)
    (local.set $lanes
      (f32x4.add (local.get $lanes)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $lanes) (local.get $lanes))))
    (f32.add (f32x4.extract_lane 0 (local.get $lanes)) (f32x4.extract_lane 1 (local.get $lanes))))

  ;; Of one row with another, of a multiple of 16 bytes: two sums side by side, since one alone would wait for itself.
  (func (export "product") (param $a i32) (param $b i32) (param $bytes i32) (result f32)
    (local $even v128) (local $odd v128) (local $end i32)
    (local.set $end (i32.add (local.get $a) (i32.and (local.get $bytes) (i32.const -32))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $a) (local.get $end)))
        (local.set $even (f32x4.add (local.get $even) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
        (local.set $odd (f32x4.add (local.get $odd)
          (f32x4.mul (v128.load offset=16 (local.get $a)) (v128.load offset=16 (local.get $b)))))
        (local.set $a (i32.add (local.get $a) (i32.const 32)))
        (local.set $b (i32.add (local.get $b) (i32.const 32)))
        (br $next)))
    (if (i32.and (local.get $bytes) (i32.const 16))
      (then (local.set $even
        (f32x4.add (local.get $even) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))))
    (call $sum (f32x4.add (local.get $even) (local.get $odd))))

  ;; Of one row of 80 bytes with each of `count`, written to `out`.
  (func (export "products") (param $question i32) (param $row i32) (param $count i32) (param $out i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $e v128) (local $lanes v128) (local $end i32)
    (local.set $a (v128.load (local.get $question)))
    (local.set $b (v128.load offset=16 (local.get $question)))
    (local.set $c (v128.load offset=32 (local.get $question)))
    (local.set $d (v128.load offset=48 (local.get $question)))
    (local.set $e (v128.load offset=64 (local.get $question)))
    (local.set $end (i32.add (local.get $out) (i32.mul (local.get $count) (i32.const 4))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $lanes
          (f32x4.add
            (f32x4.add
              (f32x4.mul (local.get $a) (v128.load (local.get $row)))
              (f32x4.mul (local.get $b) (v128.load offset=16 (local.get $row))))
            (f32x4.add
              (f32x4.add
                (f32x4.mul (local.get $c) (v128.load offset=32 (local.get $row)))
                (f32x4.mul (local.get $d) (v128.load offset=48 (local.get $row))))
              (f32x4.mul (local.get $e) (v128.load offset=64 (local.get $row))))))
        (local.set $lanes
          (f32x4.add (local.get $lanes)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $lanes) (local.get $lanes))))
        (f32.store (local.get $out)
          (f32.add (f32x4.extract_lane 0 (local.get $lanes)) (f32x4.extract_lane 1 (local.get $lanes))))
        (local.set $row (i32.add (local.get $row) (i32.const 80)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next))))
)
