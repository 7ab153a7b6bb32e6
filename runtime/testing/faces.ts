/** Somebody who does not exist, drawn: a head of `size` pixels from ear to ear, its middle at `x`, `y`. */
export const drawnFace = (x: number, y: number, size: number, skin = "#d9a384"): string => {
  const shade = (share: number) => `rgba(60,25,15,${share})`;
  return `<g transform="translate(${x} ${y}) scale(${size / 100})">
    <defs>
      <radialGradient id="skin${x}" cx="45%" cy="40%" r="65%">
        <stop offset="0%" stop-color="${skin}"/><stop offset="75%" stop-color="${skin}"/><stop offset="100%" stop-color="#8a5a44"/>
      </radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="1.6"/></filter>
    </defs>
    <ellipse cx="0" cy="-12" rx="56" ry="66" fill="#3a261c"/>
    <rect x="-20" y="40" width="40" height="50" fill="#b98468"/>
    <ellipse cx="0" cy="5" rx="47" ry="62" fill="url(#skin${x})"/>
    <path d="M-48 -14 Q-40 -58 0 -56 Q40 -58 48 -14 Q30 -40 0 -40 Q-30 -40 -48 -14Z" fill="#3a261c"/>
    <g filter="url(#soft)">
      <ellipse cx="-19" cy="-5" rx="14" ry="9" fill="${shade(0.35)}"/><ellipse cx="19" cy="-5" rx="14" ry="9" fill="${shade(0.35)}"/>
      <path d="M-32 -17 Q-20 -24 -8 -17" stroke="#2e1d14" stroke-width="4.5" fill="none"/>
      <path d="M8 -17 Q20 -24 32 -17" stroke="#2e1d14" stroke-width="4.5" fill="none"/>
      <path d="M-3 -4 Q-7 14 -9 20 Q0 26 9 20 Q7 14 3 -4" fill="${shade(0.18)}"/>
      <ellipse cx="-5" cy="21" rx="3" ry="1.6" fill="${shade(0.7)}"/><ellipse cx="5" cy="21" rx="3" ry="1.6" fill="${shade(0.7)}"/>
      <ellipse cx="0" cy="50" rx="14" ry="4" fill="${shade(0.2)}"/>
    </g>
    <ellipse cx="-19" cy="-5" rx="9" ry="4.6" fill="#f4efe9"/><ellipse cx="19" cy="-5" rx="9" ry="4.6" fill="#f4efe9"/>
    <circle cx="-19" cy="-5" r="4.4" fill="#2b1a10"/><circle cx="19" cy="-5" r="4.4" fill="#2b1a10"/>
    <path d="M-28 -7 Q-19 -13 -10 -7" stroke="#2e1d14" stroke-width="2.2" fill="none"/>
    <path d="M10 -7 Q19 -13 28 -7" stroke="#2e1d14" stroke-width="2.2" fill="none"/>
    <path d="M-17 38 Q-6 32 0 35 Q6 32 17 38 Q0 48 -17 38Z" fill="#a2493f"/>
    <path d="M-17 38 Q0 41 17 38" stroke="#5a2019" stroke-width="1.6" fill="none"/>
  </g>`;
};
