(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  // Tabs: the links of a nav choose which of the sections they lead to is shown.
  function tabs(nav) {
    var links = Array.from(nav.querySelectorAll('a'));
    function target(link) { return document.getElementById(link.getAttribute('href').slice(1)); }
    function select(chosen) {
      links.forEach(function (link) {
        link.setAttribute('aria-selected', link === chosen);
        target(link).classList.toggle('away', link !== chosen);
      });
    }
    nav.setAttribute('role', 'tablist');
    links.forEach(function (link) {
      link.setAttribute('role', 'tab');
      link.addEventListener('click', function (event) {
        event.preventDefault();
        select(link);
        history.replaceState(null, '', link.getAttribute('href'));
      });
      link.addEventListener('keydown', function (event) {
        var move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (move) {
          var next = links[(links.indexOf(link) + move + links.length) % links.length];
          next.focus();
          select(next);
        }
      });
    });
    var asked = links.find(function (link) {
      var hash = location.hash;
      return hash && (hash === link.getAttribute('href') || hash.startsWith(link.getAttribute('href') + '-'));
    });
    if (links.length) { select(asked || links[0]); }
  }
  document.querySelectorAll('nav[data-tabs]').forEach(tabs);

  // The tip: lines of [name, value].
  var tip = document.createElement('div');
  tip.id = 'tip';
  document.body.appendChild(tip);
  function show(event, lines) {
    tip.replaceChildren.apply(tip, lines.map(function (line) {
      var row = document.createElement('div');
      line.forEach(function (part) {
        var span = document.createElement('span');
        span.textContent = part;
        row.appendChild(span);
      });
      return row;
    }));
    tip.style.display = 'block';
    var box = tip.getBoundingClientRect();
    var x = event.clientX + 16;
    if (x + box.width > innerWidth - 8) { x = event.clientX - 16 - box.width; }
    var y = Math.max(8, Math.min(innerHeight - box.height - 8, event.clientY - box.height / 2));
    tip.style.left = Math.max(8, x) + 'px';
    tip.style.top = y + 'px';
  }
  function hide() { tip.style.display = 'none'; }

  // Pointing at a policy in the table or the frontier dims the others.
  function policyOf(element) {
    return Array.from(element.classList).find(function (name) { return /^p\d+$/.test(name); });
  }
  function focus(section, policy) {
    section.querySelectorAll('.frontier').forEach(function (chart) {
      chart.classList.toggle('focus', Boolean(policy));
      chart.querySelectorAll('.line, .label').forEach(function (part) {
        part.classList.toggle('on', Boolean(policy) && part.classList.contains(policy));
      });
    });
  }
  document.querySelectorAll('section.resource').forEach(function (section) {
    section.querySelectorAll('tbody tr, .frontier .label').forEach(function (part) {
      part.addEventListener('pointerenter', function () { focus(section, policyOf(part)); });
      part.addEventListener('pointerleave', function () { focus(section, null); });
    });
  });

  // The frontier: the nearest trial to the pointer.
  document.querySelectorAll('svg.frontier').forEach(function (chart) {
    var section = chart.closest('section');
    var dots = Array.from(chart.querySelectorAll('circle')).map(function (dot) {
      var title = dot.querySelector('title');
      var text = title.textContent;
      title.remove();
      return { dot: dot, text: text, x: Number(dot.getAttribute('cx')), y: Number(dot.getAttribute('cy')) };
    });
    var plot = chart.querySelector('g');
    chart.addEventListener('pointermove', function (event) {
      if (event.target.closest('.label')) { return; }
      var at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.getScreenCTM().inverse());
      var best = null;
      var least = 26;
      dots.forEach(function (item) {
        var distance = Math.hypot(item.x - at.x, item.y - at.y) - (item.dot.classList.contains('trial') ? 0 : 3);
        if (least > distance) { least = distance; best = item; }
      });
      if (!best) { hide(); focus(section, null); return; }
      focus(section, policyOf(best.dot.parentNode));
      show(event, best.text.split('\n').map(function (line) { return [line]; }));
    });
    chart.addEventListener('pointerleave', function () { hide(); focus(section, null); });
  });

  // A path of M, l, h, v and z as a list of points; null where the pen is lifted.
  function points(path) {
    var result = [];
    var x = 0;
    var y = 0;
    var tokens = path.getAttribute('d').match(/[Mlhvz]|-?\d+/g) || [];
    var command = 'M';
    for (var i = 0; tokens.length > i;) {
      if (/[a-zA-Z]/.test(tokens[i])) { command = tokens[i++]; if (command === 'M') { result.push(null); } }
      if (command === 'M') { x = Number(tokens[i++]); y = Number(tokens[i++]); }
      if (command === 'l') { x += Number(tokens[i++]); y += Number(tokens[i++]); }
      if (command === 'h') { x += Number(tokens[i++]); }
      if (command === 'v') { y += Number(tokens[i++]); }
      result.push([x, y]);
    }
    return result;
  }
  function heightAt(list, x) {
    for (var i = 1; list.length > i; i++) {
      var a = list[i - 1];
      var b = list[i];
      if (a && b && x >= a[0] && b[0] >= x) {
        return b[0] === a[0] ? b[1] : a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]);
      }
    }
    return null;
  }
  function number(value) {
    var digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }
  function time(plot, share) {
    var start = Number(plot.dataset.start);
    var second = Math.round(start + share * (Number(plot.dataset.end) - start));
    var clock = new Date(second * 1000).toISOString();
    if (plot.dataset.absolute === 'true') { return clock.slice(0, 10) + ' ' + clock.slice(11, 16) + ' UTC'; }
    return 'day ' + (Math.floor(second / 86400) + 1) + ', ' + clock.slice(11, 16);
  }

  // The timeline: a cross-hair and what every shown line says there.
  document.querySelectorAll('svg.timeline').forEach(function (chart) {
    var plot = chart.querySelector('.plot');
    var box = plot.viewBox.baseVal;
    var cross = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    cross.setAttribute('class', 'cross');
    cross.setAttribute('y2', box.height);
    var lines = null;
    chart.addEventListener('pointermove', function (event) {
      var frame = plot.getScreenCTM();
      var at = new DOMPoint(event.clientX, event.clientY).matrixTransform(frame.inverse());
      if (0 > at.x || at.x > box.width || 0 > at.y || at.y > box.height) { hide(); cross.remove(); return; }
      lines = lines || Array.from(plot.querySelectorAll('[data-name]')).reverse().map(function (path) {
        return { path: path, name: path.dataset.name, points: points(path) };
      });
      cross.setAttribute('x1', at.x);
      cross.setAttribute('x2', at.x);
      plot.appendChild(cross);
      var rows = [[time(plot, at.x / box.width)]];
      lines.forEach(function (line) {
        if (getComputedStyle(line.path).display === 'none') { return; }
        var y = heightAt(line.points, at.x);
        if (y !== null) {
          var value = Math.max(0, (1 - y / box.height) * Number(plot.dataset.top));
          rows.push([line.name, number(value) + ' ' + plot.dataset.unit]);
        }
      });
      show(event, rows);
    });
    chart.addEventListener('pointerleave', function () { hide(); cross.remove(); });
  });
}());
