const TAU = 2 * Math.PI;
const TOP = -Math.PI / 2;

/** Draws the dial: a ring for the `time` that has gone (0–1), a cup that fills with the `water` that is in (0–1), the `label`. */
export function drawDial(canvas, { time, water, label }) {
  const pen = canvas.getContext('2d');
  const size = canvas.width;
  const middle = size / 2;
  pen.clearRect(0, 0, size, size);
  ring(pen, middle, size * 0.46, 1, '#ede3d3', 22);
  ring(pen, middle, size * 0.46, time, '#a94f1d', 22);
  ticks(pen, middle, size * 0.41);
  cup(pen, middle, size * 0.3, water);
  pen.fillStyle = '#2b211c';
  pen.textAlign = 'center';
  pen.font = `500 ${size * 0.12}px "Iowan Old Style", Palatino, Georgia, "DejaVu Serif", serif`;
  pen.fillText(label, middle, middle - size * 0.12);
}

function ring(pen, middle, radius, share, colour, width) {
  if (share <= 0) return;
  pen.beginPath();
  pen.arc(middle, middle, radius, TOP, TOP + TAU * share);
  pen.lineWidth = width;
  pen.lineCap = share < 1 ? 'round' : 'butt';
  pen.strokeStyle = colour;
  pen.stroke();
}

function ticks(pen, middle, radius) {
  pen.strokeStyle = '#c9b79c';
  pen.lineWidth = 3;
  for (let tick = 0; tick < 60; tick++) {
    const angle = (TAU * tick) / 60;
    const inner = radius - (tick % 5 === 0 ? 18 : 8);
    pen.beginPath();
    pen.moveTo(middle + Math.cos(angle) * radius, middle + Math.sin(angle) * radius);
    pen.lineTo(middle + Math.cos(angle) * inner, middle + Math.sin(angle) * inner);
    pen.stroke();
  }
}

function cup(pen, middle, width, water) {
  const top = middle - width * 0.02;
  const height = width * 0.78;
  const left = middle - width / 2;
  const outline = () => {
    pen.beginPath();
    pen.moveTo(left, top);
    pen.lineTo(left + width, top);
    pen.quadraticCurveTo(left + width * 0.98, top + height, middle + width * 0.18, top + height);
    pen.lineTo(middle - width * 0.18, top + height);
    pen.quadraticCurveTo(left + width * 0.02, top + height, left, top);
    pen.closePath();
  };
  pen.save();
  outline();
  pen.fillStyle = '#fffdf9';
  pen.fill();
  pen.clip();
  pen.fillStyle = '#7a4527';
  pen.fillRect(left, top + height * (1 - 0.9 * water), width, height);
  pen.restore();
  outline();
  pen.lineWidth = 7;
  pen.strokeStyle = '#2b211c';
  pen.stroke();
  pen.beginPath();
  pen.arc(left + width * 1.04, top + height * 0.36, width * 0.16, -TAU / 4.4, TAU / 3.6);
  pen.stroke();
}
